import type { Reporter, TestModule } from 'vitest/node';

/** Names every skipped test at the end: a tool or corpus that is missing must not hide in a number. */
export default class SkipReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((m) => [...m.children.allTests('skipped')].map((t) => `${m.relativeModuleId}: ${t.fullName}`));
    process.stdout.write(
      skipped.length === 0 ? '\n 0 tests skipped\n' : `\n ${skipped.length} tests skipped:\n${skipped.map((s) => `   ${s}\n`).join('')}`,
    );
  }
}
