/** Exit codes of the command line, a stable surface (README): by meaning, so that a script can act on them. */
export const exitCodes = { healthy: 0, internal: 1, usage: 2, problems: 3, cannotTell: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
