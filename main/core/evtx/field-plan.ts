import type { Element, Node } from './binxml.ts';

/** Where a text comes from: a substitution value by its index, or `~place` of what the template says itself, in `EventPlan.fixed`. */
export type Source = number;

/** What a template says itself: a text, with its number if it is one, or `parts` of which the numbers are values. */
export type FixedText = { readonly text: string; readonly number: number | null; readonly parts: readonly (string | number)[] | null };

/** Where the fields of `System` come from; an empty text where the template has no such element. */
export type SystemPlan = Readonly<
  Record<
    | 'provider' | 'eventId' | 'version' | 'level' | 'task' | 'opcode' | 'keywords' | 'time' | 'recordId' | 'activityId' | 'processId' | 'threadId'
    | 'channel' | 'computer' | 'userId',
    Source
  >
>; // prettier-ignore

/**
 * One thing to read below `Event`.
 * - `data`, `binary`, `message`: what `source` gives, as a value of that name, `<Binary>` or the rendered text.
 * - `nested`: a value that holds binary XML of its own, whose elements stand `within`.
 * - `instance`: a use of another template at place `source` of the chunk.
 */
export type FieldStep = {
  readonly kind: FieldKind;
  readonly source: Source;
  readonly name: string;
  readonly within: Within;
  /** Left out when one of these values is null; null when it depends on none. */
  readonly dependsOn: readonly number[] | null;
};

export const fieldKind = { data: 0, nested: 1, instance: 2, binary: 3, message: 4 } as const;
export type FieldKind = (typeof fieldKind)[keyof typeof fieldKind];

/** Where nodes stand: at the top, as children of `Event`, of `EventData`, or anywhere below `UserData`. */
export const within = { top: 0, event: 1, eventData: 2, userData: 3, rendering: 4 } as const;
export type Within = (typeof within)[keyof typeof within];

export type EventPlan = {
  readonly system: SystemPlan | null;
  readonly steps: readonly FieldStep[];
  readonly fixed: readonly FixedText[];
};

const absent: Source = ~0;

/** What to read of nodes that stand in a given place. */
export function planFields(nodes: readonly Node[], place: Within): EventPlan {
  const steps: FieldStep[] = [];
  const fixed: FixedText[] = [{ text: '', number: null, parts: null }];
  let system: SystemPlan | null = null;

  type Given = { readonly name?: string; readonly within?: Within; readonly dependsOn?: readonly number[] };

  function add(kind: FieldKind, source: Source, { name = '', within: at = within.top, dependsOn = [] }: Given): void {
    steps.push({ kind, source, name, within: at, dependsOn: dependsOn.length > 0 ? dependsOn : null });
  }

  function sourceOf(children: readonly Node[]): Source {
    const parts = partsOf(children);
    const [first] = parts;
    if (parts.length === 1 && typeof first === 'number') return first;
    const isMixed = parts.some((part) => typeof part === 'number');
    const text = isMixed ? '' : parts.join('');
    return ~(fixed.push({ text, number: numberIn(text), parts: isMixed ? parts : null }) - 1);
  }

  function visit(children: readonly Node[], at: Within, dependsOn: readonly number[]): void {
    for (const child of children) {
      if (child.kind === 'value') add(fieldKind.nested, child.index, { within: at, dependsOn });
      else if (child.kind === 'instance') add(fieldKind.instance, child.at, { within: at });
      else if (child.kind === 'element') {
        const { element } = child;
        readElement(element, at, element.dependsOn < 0 ? dependsOn : [...dependsOn, element.dependsOn]);
      }
    }
  }

  function readElement(element: Element, at: Within, dependsOn: readonly number[]): void {
    const { name, children } = element;
    if (at === within.top) visit(children, within.event, dependsOn);
    else if (at === within.event && name === 'System') system = systemPlan(children, sourceOf);
    else if (at === within.event) visit(children, placeOf(name), dependsOn);
    else if (at === within.rendering) {
      if (name === 'Message') add(fieldKind.message, sourceOf(children), { dependsOn });
    } else leaf(element, at, dependsOn);
  }

  function leaf(element: Element, at: Within, dependsOn: readonly number[]): void {
    const { name, children, attributes } = element;
    if (at === within.eventData && name === 'Binary') {
      add(fieldKind.binary, sourceOf(children), { dependsOn });
      return;
    }
    const isData = at === within.eventData && (name === 'Data' || name === 'ComplexData');
    const own = attributes.filter((a) => !a.name.startsWith('xmlns') && !(isData && (a.name === 'Name' || a.name === 'Type')));
    for (const a of own) add(fieldKind.data, sourceOf(a.parts), { name: `${name}.${a.name}`, dependsOn });
    if (children.some((c) => c.kind === 'element' || c.kind === 'instance')) visit(children, at, dependsOn);
    else if (children.length > 0 || own.length === 0) {
      const given = isData ? attributes.find((a) => a.name === 'Name') : undefined;
      const label = given ? nameOf(given.parts) : isData ? '' : name;
      add(fieldKind.data, sourceOf(children), { name: label, dependsOn });
    }
  }

  visit(nodes, place, []);
  return { system, steps, fixed };
}

function placeOf(name: string): Within {
  if (name === 'EventData') return within.eventData;
  return name === 'RenderingInfo' ? within.rendering : within.userData;
}

function systemPlan(nodes: readonly Node[], sourceOf: (nodes: readonly Node[]) => Source): SystemPlan {
  const found = new Map<string, Source>();
  for (const node of nodes) {
    if (node.kind !== 'element') continue;
    const { name, children, attributes } = node.element;
    if (children.length > 0) found.set(name, sourceOf(children));
    for (const a of attributes) found.set(`${name}.${a.name}`, sourceOf(a.parts));
  }
  const from = (name: string): Source => found.get(name) ?? absent;
  return {
    provider: from('Provider.Name'),
    eventId: from('EventID'),
    version: from('Version'),
    level: from('Level'),
    task: from('Task'),
    opcode: from('Opcode'),
    keywords: from('Keywords'),
    time: from('TimeCreated.SystemTime'),
    recordId: from('EventRecordID'),
    activityId: from('Correlation.ActivityID'),
    processId: from('Execution.ProcessID'),
    threadId: from('Execution.ThreadID'),
    channel: from('Channel'),
    computer: from('Computer'),
    userId: from('Security.UserID'),
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Texts, and the indexes of values, that nodes are made of. */
function partsOf(nodes: readonly Node[]): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const node of nodes) {
    if (node.kind === 'value') parts.push(node.index);
    else if (node.kind === 'text') parts.push(node.text);
    else if (node.kind === 'entity') parts.push(entities[node.name] ?? `&${node.name};`);
  }
  return parts;
}

/** Null for a text that is no number. */
export function numberIn(text: string): number | null {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Names of data are fixed in the template; a value in one is named by its number. */
function nameOf(nodes: readonly Node[]): string {
  return partsOf(nodes)
    .map((part) => (typeof part === 'number' ? `%${part}` : part))
    .join('');
}
