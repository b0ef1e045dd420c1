import { Settings } from '#shared/model/settings.ts';
import { startApp } from '../../../renderer/app/start.tsx';
import { createFakeShell } from '../../helpers/fake-shell.ts';

/** The window over a shell that answers from memory: `?settings={…}` chooses language and theme, `?busy` keeps imports running. */
const shell = createFakeShell();
const query = new URLSearchParams(window.location.search);
const wanted = query.get('settings');
if (wanted !== null) shell.world.settings = Settings.parse(JSON.parse(wanted));
if (query.has('none')) shell.world.cases = [];
if (query.has('busy')) {
  shell.world.step = (job) => ({
    ...job,
    progress: { ...job.progress, done: Math.min(11, job.progress.done + 1), records: job.progress.records + 9300 },
  });
}
startApp(shell);
