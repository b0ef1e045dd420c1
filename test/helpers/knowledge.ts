import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { readCauses, readChecks, readEvidence, readSignatures, readTables } from '../knowledge/read-knowledge.ts';

/** The knowledge as it stands in assets/knowledge, checked against its schemas; what the compiled file holds. */
export const knowledge: Knowledge = {
  causes: [...readCauses()],
  checks: [...readChecks()],
  evidence: [...readEvidence()],
  signatures: readSignatures().map(({ samples: _samples, ...rest }) => rest),
  tables: readTables(),
};
