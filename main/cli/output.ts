import type { Translate } from '#shared/text/translate.ts';
import type { Job } from '#shared/model/job.ts';
import { createPaint, terminalSafe, type Paint } from './print-diagnosis.ts';

export type Output = {
  /** To standard output: the result. */
  readonly print: (text: string) => void;
  /** To standard error: what the user should know besides. */
  readonly tell: (line: string) => void;
  /** One line on standard error that follows the work; nothing when it is no terminal. */
  readonly progress: (progress: Job['progress']) => void;
  readonly endProgress: () => void;
  readonly paint: Paint;
};

const clearLine = '\r\u001b[K';

export function createOutput(t: Translate): Output {
  const colours = process.stdout.isTTY && !process.env['NO_COLOR'];
  let isShowing = false;
  function endProgress(): void {
    if (isShowing) process.stderr.write(clearLine);
    isShowing = false;
  }
  // A reader that stops early (`| head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => {
      endProgress();
      process.stdout.write(text);
    },
    tell: (line) => {
      endProgress();
      process.stderr.write(`${terminalSafe(line)}\n`);
    },
    progress: ({ name, done, total }) => {
      if (!process.stderr.isTTY || name === '') return;
      isShowing = true;
      const line = terminalSafe(t('cli.reading', { name, done, total: total || '?' }));
      process.stderr.write(`${clearLine}${line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`);
    },
    endProgress,
    paint: createPaint(colours),
  };
}
