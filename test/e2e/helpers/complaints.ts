import type { ConsoleMessage, Page } from '@playwright/test';

/** Listens to the console's error channel of a page; the answer ends that and gives what was heard. */
export function listenForComplaints(page: Page): () => readonly string[] {
  const complaints: string[] = [];
  const onError = (error: Error): void => void complaints.push(error.message);
  const onMessage = (message: ConsoleMessage): void => {
    if (message.type() === 'error') complaints.push(message.text());
  };
  page.on('pageerror', onError).on('console', onMessage);
  return () => {
    page.off('pageerror', onError).off('console', onMessage);
    return complaints;
  };
}
