import { beforeEach } from 'vitest';

// Read by the guard of this process and of those that the test starts.
beforeEach(({ task }) => {
  process.env['TUNNEL_TRIAGE_TEST'] = `${task.file.name} > ${task.name}`;
});
