/** What `work` comes to, or `instead` as soon as `signal` is aborted: the system's own resolver cannot be told to stop. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, instead: T): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(instead);
    signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
  });
}

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
