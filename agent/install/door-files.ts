// The files that make the door: who may knock (authorized_keys), what opens (sudoers: one program, no arguments), what stands behind it
// (the wrapper and the bundle), and what happens at boot. Pure text.
export const account = 'postern'
export const loginHome = '/var/lib/postern-login'
export const bundlePath = '/usr/lib/postern/postern-agent.cjs'
export const programPath = '/usr/sbin/postern-agent'
export const sudoersPath = '/etc/sudoers.d/postern'
export const authorizedKeysPath = `${loginHome}/.ssh/authorized_keys`
export const unitName = 'postern-agent-recover.service'
export const unitPath = `/etc/systemd/system/${unitName}`
export const expiryUnitName = 'postern-agent-expire.service'
export const expiryUnitPath = `/etc/systemd/system/${expiryUnitName}`
export const expiryTimerName = 'postern-agent-expire.timer'
export const expiryTimerPath = `/etc/systemd/system/${expiryTimerName}`
export const logrotatePath = '/etc/logrotate.d/postern-agent'

/** Nothing of the caller's environment reaches node: no NODE_OPTIONS, no PATH. */
export const program = `#!/bin/sh
exec /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C /usr/bin/node ${bundlePath} "$@"
`

/** The empty string is sudoers(5) for "without arguments". */
export const sudoers = `# The panel's door: this program, as root, without arguments.
Defaults:${account} !requiretty, !use_pty, !lecture
${account} ALL=(root) NOPASSWD: ${programPath} ""
`

export const authorizedKeys = (publicKey: string) => `restrict,command="/usr/bin/sudo -n ${programPath}" ${publicKey}\n`

export const unit = `[Unit]
Description=Finish what a Postern agent left unfinished
DefaultDependencies=no
After=local-fs.target
Before=postfix.service postfix@-.service dovecot.service
RequiresMountsFor=/var/lib/postern /etc/postfix

[Service]
Type=oneshot
ExecStart=${programPath} recover

[Install]
WantedBy=multi-user.target
`

/** Where nothing expires, grep(1) is all that runs. */
export const expiryUnit = `[Unit]
Description=End app passwords whose time is over

[Service]
Type=oneshot
ExecCondition=/bin/grep -qrs app_password_expires= /etc/dovecot/postern/app
ExecStart=${programPath} expire
`

export const expiryTimer = `[Unit]
Description=End app passwords whose time is over, also when no panel is there

[Timer]
OnCalendar=minutely
AccuracySec=1s

[Install]
WantedBy=timers.target
`

export const logrotate = `/var/log/postern/agent.log {
  weekly
  rotate 12
  compress
  missingok
  notifempty
  create 0600 root root
}
`
