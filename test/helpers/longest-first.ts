import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Ten seconds and more. Those that wait for packets take turns with those that reckon, so that two cores always have work. */
const long = [
  'test/collectors/linux-lab.test.ts',
  'test/main/azure/faults.test.ts',
  'test/main/host/probes/tcp-probe.test.ts',
  'test/security/crash.test.ts',
  'test/main/host/probes/ike-probe.test.ts',
  'test/main/core/formats/azure/fuzz.test.ts',
  'test/main/core/formats/packet-capture/tshark.test.ts',
  'test/collectors/azure.test.ts',
  'test/contract/contract.test.ts',
  'test/main/host/probes/other-probes.test.ts',
  'test/fuzz/fuzz.test.ts',
];

function rankOf({ moduleId, project }: TestSpecification): number {
  // A file with modules of its own would end the process that the others share.
  if (project.config.isolate) return -1;
  const rank = long.findIndex((path) => moduleId.endsWith(path));
  return rank < 0 ? long.length : rank;
}

/** Begins with the files that take long, so that no worker is left with one when the others are done. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => rankOf(a) - rankOf(b)));
  }
}
