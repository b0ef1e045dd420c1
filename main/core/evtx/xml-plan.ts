import type { Element, Node } from './binxml.ts';
import { withView } from './bytes.ts';
import { copyStride } from './sink.ts';
import { escapeText, quoteAttribute } from './xml-escape.ts';

/**
 * Steps that write a template as indented XML. `literal` is written first by every step.
 * - `text`: nothing more.
 * - `attribute`: `close`, which is ` Name="`, value, `"`; left out when an optional value is null.
 * - `leaf`: the only value of an element: `literal` value `close`, or `empty` when there is no value. An array repeats the element,
 *   whose opening tag is the last `ownBytes` of the literal before its `>`, or what was written since `mark` when that is -1.
 * - `inline`: a value between other texts. `block`: a value between elements, on lines of its own.
 * - `unless`: goes on at step `jump` when the value is null. `mark`: an element with attributes of its own begins here.
 * - `open`, `close`: around the elements of one that may turn out empty.
 * - `instance`: a use of another template at place `index` of the chunk.
 * The texts of a step stand one behind the other in the text of the plan, `at` first the literal, then `close`, `empty` and the
 * indentation of an element that a leaf closes; each is so many bytes long.
 */
export type XmlStep = {
  readonly kind: number;
  readonly index: number;
  readonly isOptional: boolean;
  readonly at: number;
  readonly literalBytes: number;
  readonly closeBytes: number;
  readonly emptyBytes: number;
  readonly indentBytes: number;
  readonly ownBytes: number;
  readonly depth: number;
  jump: number;
};
export type XmlPlan = { readonly steps: readonly XmlStep[]; readonly text: DataView };

export const xmlStep = { text: 0, attribute: 1, leaf: 2, inline: 3, block: 4, unless: 5, mark: 6, open: 7, close: 8, instance: 9 } as const;
type StepKind = (typeof xmlStep)[keyof typeof xmlStep];

type Given = Partial<Pick<XmlStep, 'index' | 'isOptional' | 'ownBytes' | 'depth'>> & {
  readonly literal?: string;
  readonly close?: string;
  readonly empty?: string;
};

/** A plan being made: its steps, and their texts one behind the other. */
function createPlan() {
  const steps: XmlStep[] = [];
  const texts: Buffer[] = [];
  let textBytes = 0;

  /** Returns its length in bytes. */
  function keep(text: string): number {
    const bytes = Buffer.from(text);
    texts.push(bytes);
    textBytes += bytes.length;
    return bytes.length;
  }

  return {
    steps,
    add: (
      kind: StepKind,
      { index = -1, isOptional = false, ownBytes = 0, depth = 0, literal = '', close = '', empty = '' }: Given,
    ): XmlStep => {
      const step = {
        kind,
        index,
        isOptional,
        at: textBytes,
        literalBytes: keep(literal),
        closeBytes: keep(close),
        emptyBytes: keep(empty),
        indentBytes: keep(kind === xmlStep.leaf ? '  '.repeat(depth - 1) : ''),
        ownBytes,
        depth,
        jump: 0,
      };
      steps.push(step);
      return step;
    },
    finish: (): XmlPlan => ({ steps, text: withView(Buffer.concat([...texts, Buffer.alloc(copyStride)])).view }),
  };
}

/** An element that holds one value and nothing else. */
function isLeaf({ children }: Pick<Element, 'children'>): boolean {
  return children.length === 1 && children[0]?.kind === 'value';
}

/** The steps for nodes that stand `depth` elements deep. */
export function planXml(nodes: readonly Node[], depth: number): XmlPlan {
  const plan = createPlan();
  let pending = '';

  function add(kind: StepKind, more: Given = {}): XmlStep {
    const literal = pending;
    pending = '';
    return plan.add(kind, { literal, ...more });
  }

  function flush(): void {
    if (pending !== '') add(xmlStep.text);
  }

  function inline(node: Node, isAttribute = false): void {
    if (node.kind === 'text') pending += isAttribute ? quoteAttribute(escapeText(node.text)) : escapeText(node.text);
    else if (node.kind === 'entity') pending += `&${node.name};`;
    else if (node.kind === 'value') add(xmlStep.inline, { index: node.index });
  }

  function attributes(element: Element): void {
    for (const { name, parts } of element.attributes) {
      const [first] = parts;
      if (parts.length === 1 && first?.kind === 'value') {
        add(xmlStep.attribute, { close: ` ${name}="`, index: first.index, isOptional: first.isOptional });
      } else {
        pending += ` ${name}="`;
        for (const part of parts) inline(part, true);
        pending += '"';
      }
    }
  }

  function elementAt(element: Element, level: number): void {
    const condition = element.dependsOn >= 0 ? add(xmlStep.unless, { index: element.dependsOn }) : null;
    const isFixed = element.attributes.every((a) => a.parts.every((part) => part.kind !== 'value'));
    if (!isFixed && isLeaf(element)) add(xmlStep.mark);
    const before = pending.length;
    pending += `${'  '.repeat(level)}<${element.name}`;
    attributes(element);
    contentOf(element, level, isFixed ? Buffer.byteLength(pending.slice(before)) : -1);
    if (!condition) return;
    flush();
    condition.jump = plan.steps.length;
  }

  function contentOf({ name, children }: Element, level: number, ownBytes: number): void {
    const [first] = children;
    const close = `${'  '.repeat(level)}</${name}>\n`;
    if (first === undefined) {
      pending += '/>\n';
    } else if (isLeaf({ children }) && first.kind === 'value') {
      const tag = { literal: `${pending}>`, empty: `${pending}/>\n`, ownBytes, close: close.trimStart() };
      add(xmlStep.leaf, { ...tag, index: first.index, depth: level + 1 });
    } else if (children.some((c) => c.kind === 'element' || c.kind === 'instance')) {
      const mayBeEmpty = children.every((c) => c.kind === 'value' || (c.kind === 'element' && c.element.dependsOn >= 0));
      if (mayBeEmpty) add(xmlStep.open, { depth: level });
      pending += '>\n';
      if (mayBeEmpty) flush();
      for (const child of children) block(child, level + 1);
      if (mayBeEmpty) flush();
      if (mayBeEmpty) add(xmlStep.close, { depth: level, close });
      else pending += close;
    } else {
      pending += '>';
      for (const child of children) inline(child);
      pending += close.trimStart();
    }
  }

  function block(node: Node, level: number): void {
    if (node.kind === 'element') elementAt(node.element, level);
    else if (node.kind === 'instance') add(xmlStep.instance, { index: node.at, depth: level });
    else if (node.kind === 'value') add(xmlStep.block, { index: node.index, depth: level });
    else if (node.kind === 'instruction') pending += `${'  '.repeat(level)}<?${node.target} ${node.text.replaceAll('?>', '? >')}?>\n`;
    else if (node.kind !== 'text' || node.text.trim() !== '') {
      inline(node);
      pending += '\n';
    }
  }

  for (const node of nodes) block(node, depth);
  flush();
  return plan.finish();
}
