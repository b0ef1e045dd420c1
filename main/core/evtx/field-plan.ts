import type { Element, Node } from './binxml.ts';

/** A text made of fixed parts and values; one value alone is by far the most common. */
export type Source =
  | { readonly kind: 'value'; readonly index: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mixed'; readonly parts: readonly (string | number)[] };

/** Where the fields of `System` come from; undefined where the template has no such element. */
export type SystemPlan = Readonly<
  Record<
    | 'provider' | 'eventId' | 'version' | 'level' | 'task' | 'opcode' | 'keywords' | 'time' | 'recordId' | 'activityId' | 'processId' | 'threadId'
    | 'channel' | 'computer' | 'userId',
    Source | undefined
  >
>; // prettier-ignore

/** One thing to read below `EventData`, `UserData` or `RenderingInfo`; left out when one of the values it depends on is null. */
export type DataStep = {
  readonly kind: 'data' | 'binary' | 'message';
  readonly name: string;
  readonly source: Source;
  readonly dependsOn: readonly number[];
};

/** A value that holds binary XML of its own, and what its elements are. */
export type NestedStep = {
  readonly kind: 'nested';
  readonly index: number;
  readonly within: Within;
  readonly dependsOn: readonly number[];
};
/** A use of another template at a place of the chunk. */
export type InstanceStep = { readonly kind: 'instance'; readonly at: number; readonly within: Within };

/** Where nodes stand: at the top, as children of `Event`, of `EventData`, or anywhere below `UserData`. */
export const within = { top: 0, event: 1, eventData: 2, userData: 3, rendering: 4 } as const;
export type Within = (typeof within)[keyof typeof within];

export type EventPlan = {
  readonly system: SystemPlan | null;
  readonly steps: readonly (DataStep | NestedStep | InstanceStep)[];
};

/** What to read of nodes that stand in a given place. */
export function planFields(nodes: readonly Node[], place: Within): EventPlan {
  const steps: EventPlan['steps'][number][] = [];
  let system: SystemPlan | null = null;

  function visit(children: readonly Node[], at: Within, dependsOn: readonly number[]): void {
    for (const child of children) {
      if (child.kind === 'value') steps.push({ kind: 'nested', index: child.index, within: at, dependsOn });
      else if (child.kind === 'instance') steps.push({ kind: 'instance', at: child.at, within: at });
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
      if (name === 'Message') steps.push({ kind: 'message', name, source: sourceOf(children), dependsOn });
    } else leaf(element, at, dependsOn);
  }

  function leaf(element: Element, at: Within, dependsOn: readonly number[]): void {
    const { name, children, attributes } = element;
    if (at === within.eventData && name === 'Binary') {
      steps.push({ kind: 'binary', name, source: sourceOf(children), dependsOn });
      return;
    }
    const isData = at === within.eventData && (name === 'Data' || name === 'ComplexData');
    const own = attributes.filter((a) => !a.name.startsWith('xmlns') && !(isData && (a.name === 'Name' || a.name === 'Type')));
    for (const a of own) steps.push({ kind: 'data', name: `${name}.${a.name}`, source: sourceOf(a.parts), dependsOn });
    if (children.some((c) => c.kind === 'element' || c.kind === 'instance')) visit(children, at, dependsOn);
    else if (children.length > 0 || own.length === 0) {
      const given = isData ? attributes.find((a) => a.name === 'Name') : undefined;
      const label = given ? fixedText(given.parts) : isData ? '' : name;
      steps.push({ kind: 'data', name: label, source: sourceOf(children), dependsOn });
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
  return {
    provider: found.get('Provider.Name'),
    eventId: found.get('EventID'),
    version: found.get('Version'),
    level: found.get('Level'),
    task: found.get('Task'),
    opcode: found.get('Opcode'),
    keywords: found.get('Keywords'),
    time: found.get('TimeCreated.SystemTime'),
    recordId: found.get('EventRecordID'),
    activityId: found.get('Correlation.ActivityID'),
    processId: found.get('Execution.ProcessID'),
    threadId: found.get('Execution.ThreadID'),
    channel: found.get('Channel'),
    computer: found.get('Computer'),
    userId: found.get('Security.UserID'),
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
  if (parts.length === 1 && typeof first === 'number') return { kind: 'value', index: first };
  if (parts.every((part) => typeof part === 'string')) return { kind: 'text', text: parts.join('') };
  return { kind: 'mixed', parts };
}

/** Names of data are fixed in the template; a value in one is named by its number. */
function fixedText(nodes: readonly Node[]): string {
  const source = sourceOf(nodes);
  if (source.kind === 'text') return source.text;
  return source.kind === 'value' ? `%${source.index}` : source.parts.map((p) => (typeof p === 'number' ? `%${p}` : p)).join('');
}
