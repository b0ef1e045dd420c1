/** Waits; ends early when `signal` is aborted, or when what `arm` is given is called. */
export function waitFor(ms: number, signal: AbortSignal, arm: (wake: () => void) => void = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    arm(end);
    if (signal.aborted) end();
  });
}
