import { Damage, u32, u16 } from './bytes.ts';
import type { ChunkBytes, Mark, Node } from './binxml.ts';
import { nameAt, nameBytes, parseNodes, valueTableOf } from './binxml.ts';
import type { EventPlan } from './field-plan.ts';
import type { XmlPlan } from './xml-plan.ts';

/** A template definition as a tree; the plans made from it are kept with it. */
export type Template = {
  readonly nodes: readonly Node[];
  readonly xmlPlans: Map<number, XmlPlan>;
  readonly fieldPlans: Map<number, EventPlan>;
};

/** The substitution values of one use of a template, as places in the chunk. Reused from record to record. */
export type Values = { count: number; types: Uint8Array; starts: Int32Array; sizes: Int32Array };

export type Chunk = ChunkBytes & {
  readonly templates: Map<number, { readonly id: number; readonly template: Template }>;
  /** Bytes of definitions that may still be read in this chunk: real ones do not overlap, hostile ones may. */
  readonly budget: { bytes: number };
};

export const noTemplate = (nodes: readonly Node[]): Template => ({ nodes, xmlPlans: new Map(), fieldPlans: new Map() });

const definitionHeaderBytes = 24;
const budgetBytes = 4 * 65_536;
/** A hostile log could define a new template in every record; beyond this they are not kept. */
const mostKept = 4096;

export function newChunkBudget(): { bytes: number } {
  return { bytes: budgetBytes };
}

export type TemplateReader = {
  /**
   * The template whose definition stands at `at` in the chunk and whose id begins with `id`. Where something else stands there, a
   * definition of that id from an earlier chunk does as well. Throws Damage.
   */
  readonly get: (chunk: Chunk, at: number, id: number) => Template;
};

type Kept = { readonly template: Template; readonly body: Buffer; readonly marks: readonly Mark[] };

/**
 * Reads template definitions, each chunk having its own copies. A definition that was seen in an earlier chunk is recognised by
 * its id and compared byte by byte, but for the places of names and the sizes that follow from them; only new ones are parsed.
 */
export function createTemplateReader(): TemplateReader {
  const known = new Map<number, Kept[]>();
  let kept = 0;

  function keep(id: number, entry: Kept): void {
    if (kept >= mostKept) return;
    kept += 1;
    const others = known.get(id);
    if (others) others.push(entry);
    else known.set(id, [entry]);
  }

  function read(chunk: Chunk, at: number, id: number): Template {
    const { bytes } = chunk;
    const start = at + definitionHeaderBytes;
    const end = start + u32(bytes, at + 20);
    if (u32(bytes, at + 4) !== id) throw new Damage('template');
    if (end > bytes.length) throw new Damage('cut');
    chunk.budget.bytes -= end - start;
    if (chunk.budget.bytes < 0) throw new Damage('expansion');
    const same = known.get(id)?.find((k) => isSame(chunk, start, end, k));
    if (same) return same.template;
    const { nodes, marks } = parseNodes(chunk, start, end, true);
    if (nodes.length === 0) throw new Damage('template');
    const template = noTemplate(nodes);
    keep(id, { template, body: Buffer.from(bytes.subarray(start, end)), marks });
    return template;
  }

  function readOrRecall(chunk: Chunk, at: number, id: number): Template {
    try {
      return read(chunk, at, id);
    } catch (error) {
      const latest = known.get(id)?.at(-1);
      if (!(error instanceof Damage) || !latest) throw error;
      return latest.template;
    }
  }

  return {
    get: (chunk, at, id) => {
      const found = chunk.templates.get(at);
      if (found && (found.id === id || differsInOneByte(found.id, id))) return found.template;
      const template = readOrRecall(chunk, at, id);
      chunk.templates.set(at, { id, template });
      return template;
    },
  };
}

/** One damaged byte in the id of a use; its place says the same. */
function differsInOneByte(a: number, b: number): boolean {
  const bits = a ^ b;
  return [0xff, 0xff00, 0xff0000, 0xff000000].some((byte) => (bits & ~byte) === 0);
}

function isSame(chunk: Chunk, start: number, end: number, { body, marks }: Kept): boolean {
  const { bytes } = chunk;
  let p = start;
  let q = 0;
  for (const mark of marks) {
    const gap = mark.at - q;
    if (p + gap + 4 > end || !sameBytes(bytes, p, body, q, gap)) return false;
    p += gap + 4;
    q += gap + 4 + mark.inlineBytes;
    if (mark.kind === 'size') continue;
    const where = u32(bytes, p - 4);
    if (nameAt(chunk, where) !== mark.name) return false;
    if (where === p) p += nameBytes(mark.name.length);
  }
  const rest = body.length - q;
  return end - p === rest && sameBytes(bytes, p, body, q, rest);
}

function sameBytes(a: Buffer, atA: number, b: Buffer, atB: number, count: number): boolean {
  for (let i = 0; i < count; i += 1) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}

export function newValues(): Values {
  return { count: 0, types: new Uint8Array(64), starts: new Int32Array(64), sizes: new Int32Array(64) };
}

/** Fills in the values of the template use at `at`; those that do not end at or before `end` are null. Throws Damage. */
export function readValues(bytes: Buffer, at: number, end: number, values: Values): void {
  const table = valueTableOf(bytes, at);
  const told = u32(bytes, table);
  // One damaged byte in a count or a size makes it too large; what its lowest byte says mostly fits.
  const count = table + 4 + 4 * told > end ? told & 0xff : told;
  let start = table + 4 + 4 * count;
  if (start > end) throw new Damage('template');
  if (count > values.types.length) {
    values.types = new Uint8Array(2 * count);
    values.starts = new Int32Array(2 * count);
    values.sizes = new Int32Array(2 * count);
  }
  for (let i = 0, p = table + 4; i < count; i += 1, p += 4) {
    const toldSize = u16(bytes, p);
    const size = start + toldSize > end ? toldSize & 0xff : toldSize;
    const fits = start + size <= end;
    values.sizes[i] = fits ? size : 0;
    values.types[i] = fits ? bytes[p + 2]! : 0;
    values.starts[i] = start;
    start += size;
  }
  values.count = count;
}
