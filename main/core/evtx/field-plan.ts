import type { Element, Node } from './binxml.ts';

/**
 * Where a text comes from: the value `index`; without one (-1) the fixed `text`, whose `number` it is if it is one, or `parts` of
 * which the numbers are values. All of one shape, as sources are asked for every field of every record.
 */
export type Source = {
  readonly index: number;
  readonly text: string;
  readonly number: number | null;
  readonly parts: readonly (string | number)[] | null;
};

/** Where the fields of `System` come from; an empty text where the template has no such element. */
export type SystemPlan = Readonly<
  Record<
    | 'provider' | 'eventId' | 'version' | 'level' | 'task' | 'opcode' | 'keywords' | 'time' | 'recordId' | 'activityId' | 'processId' | 'threadId'
    | 'channel' | 'computer' | 'userId',
    Source
  >
>; // prettier-ignore

/**
 * One thing to read below `Event`, left out when one of the values it depends on is null.
 * - `data`, `binary`, `message`: what `source` gives, as a value of that name, `<Binary>` or the rendered text.
 * - `nested`: a value (the index of `source`) that holds binary XML of its own, whose elements stand `within`.
 * - `instance`: a use of another template at place `at` of the chunk.
 */
export type FieldStep = {
  readonly kind: 'data' | 'binary' | 'message' | 'nested' | 'instance';
  readonly name: string;
  readonly source: Source;
  readonly at: number;
  readonly within: Within;
  readonly dependsOn: readonly number[];
};

/** Where nodes stand: at the top, as children of `Event`, of `EventData`, or anywhere below `UserData`. */
export const within = { top: 0, event: 1, eventData: 2, userData: 3, rendering: 4 } as const;
export type Within = (typeof within)[keyof typeof within];

export type EventPlan = {
  readonly system: SystemPlan | null;
  readonly steps: readonly FieldStep[];
};

const nothing: Source = { index: -1, text: '', number: null, parts: null };

/** What to read of nodes that stand in a given place. */
export function planFields(nodes: readonly Node[], place: Within): EventPlan {
  const steps: FieldStep[] = [];
  let system: SystemPlan | null = null;

  function add(kind: FieldStep['kind'], more: Partial<FieldStep>): void {
    steps.push({ kind, name: '', source: nothing, at: -1, within: within.top, dependsOn: [], ...more });
  }

  function visit(children: readonly Node[], at: Within, dependsOn: readonly number[]): void {
    for (const child of children) {
      if (child.kind === 'value') add('nested', { source: valueSource(child.index), within: at, dependsOn });
      else if (child.kind === 'instance') add('instance', { at: child.at, within: at });
      else if (child.kind === 'element') {
        const { element } = child;
        readElement(element, at, element.dependsOn < 0 ? dependsOn : [...dependsOn, element.dependsOn]);
      }
    }
  }

  function readElement(element: Element, at: Within, dependsOn: readonly number[]): void {
    const { name, children } = element;
    if (at === within.top) visit(children, within.event, dependsOn);
    else if (at === within.event && name === 'System') system = systemPlan(children);
    else if (at === within.event) visit(children, placeOf(name), dependsOn);
    else if (at === within.rendering) {
      if (name === 'Message') add('message', { source: sourceOf(children), dependsOn });
    } else leaf(element, at, dependsOn);
  }

  function leaf(element: Element, at: Within, dependsOn: readonly number[]): void {
    const { name, children, attributes } = element;
    if (at === within.eventData && name === 'Binary') {
      add('binary', { source: sourceOf(children), dependsOn });
      return;
    }
    const isData = at === within.eventData && (name === 'Data' || name === 'ComplexData');
    const own = attributes.filter((a) => !a.name.startsWith('xmlns') && !(isData && (a.name === 'Name' || a.name === 'Type')));
    for (const a of own) add('data', { name: `${name}.${a.name}`, source: sourceOf(a.parts), dependsOn });
    if (children.some((c) => c.kind === 'element' || c.kind === 'instance')) visit(children, at, dependsOn);
    else if (children.length > 0 || own.length === 0) {
      const given = isData ? attributes.find((a) => a.name === 'Name') : undefined;
      const label = given ? fixedText(given.parts) : isData ? '' : name;
      add('data', { name: label, source: sourceOf(children), dependsOn });
    }
  }

  visit(nodes, place, []);
  return { system, steps };
}

function placeOf(name: string): Within {
  if (name === 'EventData') return within.eventData;
  return name === 'RenderingInfo' ? within.rendering : within.userData;
}

function systemPlan(nodes: readonly Node[]): SystemPlan {
  const found = new Map<string, Source>();
  for (const node of nodes) {
    if (node.kind !== 'element') continue;
    const { name, children, attributes } = node.element;
    if (children.length > 0) found.set(name, sourceOf(children));
    for (const a of attributes) found.set(`${name}.${a.name}`, sourceOf(a.parts));
  }
  const from = (name: string): Source => found.get(name) ?? nothing;
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

function sourceOf(nodes: readonly Node[]): Source {
  const parts: (string | number)[] = [];
  for (const node of nodes) {
    if (node.kind === 'value') parts.push(node.index);
    else if (node.kind === 'text') parts.push(node.text);
    else if (node.kind === 'entity') parts.push(entities[node.name] ?? `&${node.name};`);
  }
  const [first] = parts;
  if (parts.length === 1 && typeof first === 'number') return valueSource(first);
  if (parts.some((part) => typeof part === 'number')) return { ...nothing, parts };
  const text = parts.join('');
  return { ...nothing, text, number: numberIn(text) };
}

function valueSource(index: number): Source {
  return { ...nothing, index };
}

/** Null for a text that is no number. */
export function numberIn(text: string): number | null {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Names of data are fixed in the template; a value in one is named by its number. */
function fixedText(nodes: readonly Node[]): string {
  const { index, text, parts } = sourceOf(nodes);
  if (parts === null) return index < 0 ? text : `%${index}`;
  return parts.map((part) => (typeof part === 'number' ? `%${part}` : part)).join('');
}
