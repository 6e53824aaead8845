// The part of ssh2 that we and node-ssh's own declarations name; ssh2 ships none.
declare module 'ssh2' {
  import type { EventEmitter } from 'node:events'
  import type { Server } from 'node:net'
  import type { Duplex, Readable } from 'node:stream'

  export interface ConnectConfig {
    sock?: Duplex
    username?: string
    privateKey?: string | Buffer
    hostVerifier?: (key: Buffer) => boolean
    algorithms?: { serverHostKey?: string[] }
    keepaliveInterval?: number
    keepaliveCountMax?: number
    readyTimeout?: number
  }
  export interface ClientChannel extends Duplex {
    stderr: Readable
  }
  export interface Client extends EventEmitter {
    exec(command: string, callback: (error: Error | undefined, channel: ClientChannel) => void): Client
    end(): Client
    destroy(): Client
  }
  /** What tests stand in for a host's sshd with. */
  export interface ServerConnection extends EventEmitter {
    on(event: 'authentication', listener: (context: { accept(): void }) => void): this
    on(event: 'session', listener: (accept: () => ServerSession) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    end(): void
  }
  export interface ServerSession extends EventEmitter {
    on(event: 'exec', listener: (accept: () => Duplex) => void): this
  }
  const ssh2: {
    Server: new (config: { hostKeys: string[] }, onConnection: (client: ServerConnection) => void) => Server
    utils: {
      generateKeyPairSync(type: 'ed25519', options?: { comment?: string }): { private: string; public: string }
      parseKey(key: string | Buffer): { type: string; getPublicSSH(): Buffer } | Error
    }
  }
  export default ssh2
}
