/** Channels of what only this shell does; the contract's methods have one channel each, `api:<method>`. */
export const shellChannels = {
  pickFiles: 'shell:pick-files',
  grantDropped: 'shell:grant-dropped',
  pickSaveTarget: 'shell:pick-save-target',
  deliver: 'shell:deliver',
  openExternal: 'shell:open-external',
  event: 'shell:event',
} as const;

export function apiChannel(method: string): string {
  return `api:${method}`;
}
