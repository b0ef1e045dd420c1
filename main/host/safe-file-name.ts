const maxNameLength = 120;

/** A name that is one on every system; what an export suggests to be called must not decide where it goes. */
export function safeFileName(name: string): string {
  const safe = name.replace(/[<>:"/\\|?*\p{Cc}]/gu, '-');
  return (
    safe
      .replace(/^[. -]+/, '')
      .replace(/[. ]+$/, '')
      .slice(-maxNameLength) || 'tunnel-triage'
  );
}
