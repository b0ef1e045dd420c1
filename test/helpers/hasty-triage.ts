import { probePorts } from '../../main/host/probes/ports.ts';

// `tunnel-triage` whose probes are less patient at their ports: politeness is tested with fakes, and the network of a test answers at once.
const { wait, openUdp } = probePorts;
const hasty: Partial<typeof probePorts> = {
  wait: (ms, signal) => wait(ms / 20, signal),
  openUdp: async (remote) => {
    const channel = await openUdp(remote);
    return channel === null ? null : { ...channel, receive: (timeoutMs, signal) => channel.receive(timeoutMs / 3, signal) };
  },
};
Object.assign(probePorts, hasty);
await import('../../main/cli/main.ts');
