/** Said by hello and by `postern-agent version`. Raised with every release of the agent. */
export const agentVersion = '0.1.0'
