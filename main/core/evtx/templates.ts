import { Damage, u32 } from './bytes.ts';
import type { ChunkBytes, Node } from './binxml.ts';
import { parseNodes } from './binxml.ts';
import type { EventPlan } from './field-plan.ts';
import type { KeptDefinition } from './kept-definition.ts';
import { createKnownNames, forgetPlaces, isKept, keepDefinition } from './kept-definition.ts';
import type { XmlPlan } from './xml-plan.ts';

/** A template definition as a tree; the plans made from it are kept with it. */
export type Template = {
  readonly nodes: readonly Node[];
  /** How many substitution values its nodes speak of. */
  readonly values: number;
  readonly xmlPlans: Map<number, XmlPlan>;
  /** By the place that the nodes stand in. */
  readonly fieldPlans: (EventPlan | undefined)[];
};

/** A template as it was asked for: by its place in the chunk and the id in the use. */
type Asked = { readonly at: number; readonly id: number; readonly template: Template };

export type Chunk = ChunkBytes & {
  readonly templates: Map<number, Asked>;
  /** Bytes of definitions that may still be read in this chunk: real ones do not overlap, hostile ones may. */
  readonly budget: { bytes: number };
};

export function createTemplate(nodes: readonly Node[], values: number): Template {
  return { nodes, values, xmlPlans: new Map(), fieldPlans: [] };
}

const definitionHeaderBytes = 24;
const budgetBytes = 4 * 65_536;
/** A hostile log could define a new template in every record; beyond this they are not kept. */
const mostKept = 4096;

const recentSlots = 64;

export function newChunkBudget(): { bytes: number } {
  return { bytes: budgetBytes };
}

export type TemplateReader = {
  /** Forgets the places of the chunk before: of the chunks that are read with it one is open at a time. */
  readonly beginChunk: () => void;
  /**
   * The template whose definition stands at `at` in the chunk and whose id begins with `id`. Where something else stands there, a
   * definition of that id from an earlier chunk does as well. Throws Damage.
   */
  readonly get: (chunk: Chunk, at: number, id: number) => Template;
};

type Kept = { readonly template: Template; readonly definition: KeptDefinition };

/**
 * Reads template definitions, each chunk having its own copies. A definition that was seen in an earlier chunk is recognised by
 * its id and compared byte by byte, but for the places of names and the sizes that follow from them; only new ones are parsed.
 */
export function createTemplateReader(): TemplateReader {
  const known = new Map<number, Kept[]>();
  const names = createKnownNames();
  /** Those asked for last, by their places: a chunk has few, and every record asks for two. */
  const recent: (Asked | undefined)[] = Array.from({ length: recentSlots });
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
    const end = start + u32(chunk, at + 20);
    if (u32(chunk, at + 4) !== id) throw new Damage('template');
    if (end > bytes.length) throw new Damage('cut');
    chunk.budget.bytes -= end - start;
    if (chunk.budget.bytes < 0) throw new Damage('expansion');
    const same = known.get(id)?.find((k) => isKept(chunk, start, end, k.definition, names));
    if (same) return same.template;
    const { nodes, marks, values } = parseNodes(chunk, start, end, true);
    if (nodes.length === 0) throw new Damage('template');
    const template = createTemplate(nodes, values);
    keep(id, { template, definition: keepDefinition(names, bytes.subarray(start, end), marks) });
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

  function getAny(chunk: Chunk, at: number, id: number): Asked {
    const found = chunk.templates.get(at);
    if (found && (found.id === id || differsInOneByte(found.id, id))) return found;
    const asked = { at, id, template: readOrRecall(chunk, at, id) };
    chunk.templates.set(at, asked);
    return asked;
  }

  return {
    beginChunk: () => {
      recent.fill(undefined);
      forgetPlaces(names);
    },
    get: (chunk, at, id) => {
      const slot = (at >> 3) & (recentSlots - 1);
      const last = recent[slot];
      if (last !== undefined && last.at === at && last.id === id) return last.template;
      const asked = getAny(chunk, at, id);
      recent[slot] = asked;
      return asked.template;
    },
  };
}

/** One damaged byte in the id of a use; its place says the same. */
function differsInOneByte(a: number, b: number): boolean {
  const bits = a ^ b;
  return [0xff, 0xff00, 0xff0000, 0xff000000].some((byte) => (bits & ~byte) === 0);
}
