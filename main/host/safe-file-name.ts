const maxNameLength = 120;
/** Names that Windows keeps for devices, whatever ending they have. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that is one on every system; what an export suggests to be called must not decide where it goes. */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .replace(/^[. -]+/, '')
    .replace(/[. ]+$/, '');
  // The end is kept, because it says what kind of file it is.
  const safe = plain.slice(-maxNameLength).replace(/^\p{Cs}/u, '') || 'tunnel-triage';
  return deviceName.test(safe) ? `_${safe}` : safe;
}
