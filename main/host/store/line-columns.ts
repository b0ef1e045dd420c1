import type { SourceSummary } from '#shared/model/source.ts';
import type { ByteSource } from '#core/ports.ts';
import { buildLineIndex } from '#core/store/line-index.ts';
import type { LineIndex } from '#core/store/line-index.ts';
import { zoneColumns } from '#core/store/zone-columns.ts';
import { parseZone } from '#core/time/parse-zone.ts';

/** The columns of a line source from its bytes, in the zone that a person set for it. */
export function lineIndexOf(summary: Pick<SourceSummary, 'encoding' | 'importedAtMs' | 'zoneSet'>, bytes: ByteSource): LineIndex {
  const built = buildLineIndex(bytes, summary.encoding, summary.importedAtMs);
  const zone = parseZone(summary.zoneSet ?? '');
  return zone === null ? built : zoneColumns(built, zone);
}
