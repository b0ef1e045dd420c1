import type { Element, Node } from './binxml.ts';
import { escapeXml, inAttribute, inText } from './sink.ts';

/**
 * Steps that write a template as indented XML. `literal` is written first by every step.
 * - `text`: nothing more.
 * - `attribute`: ` Name="` value `"`; left out when an optional value is null.
 * - `leaf`: the only value of an element, then `close`. An array repeats the element, whose beginning is the last `ownBytes` of
 *   the literal, or what was written since `mark` when that is -1. Without a value the element closes at once.
 * - `inline`: a value between other texts. `block`: a value between elements, on lines of its own.
 * - `unless`: goes on at step `jump` when the value is null. `mark`: an element with attributes of its own begins here.
 * - `open`, `close`: around the elements of one that may turn out empty.
 * - `instance`: a use of another template at place `index` of the chunk.
 */
export type XmlStep = {
  readonly kind: 'text' | 'attribute' | 'leaf' | 'inline' | 'block' | 'unless' | 'mark' | 'open' | 'close' | 'instance';
  readonly literal: Buffer;
  readonly index: number;
  readonly isOptional: boolean;
  readonly ownBytes: number;
  readonly close: Buffer;
  readonly depth: number;
  jump: number;
};
export type XmlPlan = readonly XmlStep[];

const nothing = Buffer.alloc(0);

/** The steps for nodes that stand `depth` elements deep. */
export function planXml(nodes: readonly Node[], depth: number): XmlPlan {
  const steps: XmlStep[] = [];
  let pending = '';

  function add(kind: XmlStep['kind'], more: Partial<Omit<XmlStep, 'kind' | 'literal'>> = {}): XmlStep {
    const step = {
      kind,
      literal: Buffer.from(pending),
      index: -1,
      isOptional: false,
      ownBytes: 0,
      close: nothing,
      depth: 0,
      jump: 0,
      ...more,
    };
    pending = '';
    steps.push(step);
    return step;
  }

  function inline(node: Node, isPlain = inText): void {
    if (node.kind === 'text') pending += escapeXml(node.text, isPlain);
    else if (node.kind === 'entity') pending += `&${node.name};`;
    else if (node.kind === 'value') add('inline', { index: node.index });
  }

  function attributes(element: Element): void {
    for (const { name, parts } of element.attributes) {
      const [first] = parts;
      if (parts.length === 1 && first?.kind === 'value') {
        const before = pending;
        pending = ` ${name}="`;
        const literal = Buffer.from(pending);
        pending = before;
        if (before !== '') add('text');
        steps.push({
          kind: 'attribute',
          literal,
          index: first.index,
          isOptional: first.isOptional,
          ownBytes: 0,
          close: nothing,
          depth: 0,
          jump: 0,
        });
        pending = '';
        continue;
      }
      pending += ` ${name}="`;
      for (const part of parts) inline(part, inAttribute);
      pending += '"';
    }
  }

  function elementAt(element: Element, level: number): void {
    const condition = element.dependsOn >= 0 ? add('unless', { index: element.dependsOn }) : null;
    const indent = '  '.repeat(level);
    const isFixed = element.attributes.every((a) => a.parts.every((part) => part.kind !== 'value'));
    if (!isFixed) add('mark');
    const before = pending.length;
    pending += `${indent}<${element.name}`;
    attributes(element);
    pending += '>';
    const own = isFixed ? Buffer.byteLength(pending.slice(before)) : -1;
    contentOf(element, level, own);
    if (condition) {
      if (pending !== '') add('text');
      condition.jump = steps.length;
    }
  }

  function contentOf({ name, children }: Element, level: number, ownBytes: number): void {
    const [first] = children;
    const indent = '  '.repeat(level);
    if (first === undefined) {
      pending = `${pending.slice(0, -1)}/>\n`;
    } else if (children.length === 1 && first.kind === 'value') {
      add('leaf', { index: first.index, ownBytes, close: Buffer.from(`</${name}>\n`), depth: level + 1 });
    } else if (children.some((c) => c.kind === 'element' || c.kind === 'instance')) {
      pending += '\n';
      const mayBeEmpty = children.every((c) => c.kind === 'value' || (c.kind === 'element' && c.element.dependsOn >= 0));
      if (mayBeEmpty) add('open', { depth: level });
      for (const child of children) block(child, level + 1);
      if (mayBeEmpty) {
        if (pending !== '') add('text');
        add('close', { depth: level, close: Buffer.from(`${indent}</${name}>\n`) });
      } else pending += `${indent}</${name}>\n`;
    } else {
      for (const child of children) inline(child);
      pending += `</${name}>\n`;
    }
  }

  function block(node: Node, level: number): void {
    if (node.kind === 'element') elementAt(node.element, level);
    else if (node.kind === 'instance') add('instance', { index: node.at, depth: level });
    else if (node.kind === 'value') add('block', { index: node.index, depth: level });
    else if (node.kind === 'instruction') pending += `${'  '.repeat(level)}<?${node.target} ${node.text.replaceAll('?>', '? >')}?>\n`;
    else if (node.kind !== 'text' || node.text.trim() !== '') {
      inline(node);
      pending += '\n';
    }
  }

  for (const node of nodes) block(node, depth);
  if (pending !== '') add('text');
  return steps;
}
