import type { DeviceReader } from '../device-text/readers.ts';
import { withoutPrompt } from '../device-text/readers.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { decodeReferences } from '../shared/xml-tree.ts';
import { newTree, put, setPaths } from '../device-text/config-tree.ts';
import type { Tree } from '../device-text/config-tree.ts';
import { tunnelRecords } from './config-tunnels.ts';

const setLine = /^set (?:\S{1,60} ){0,6}?network (?=(?:ike|tunnel) )/;
const maxHeld = 100_000;

export function isSetLine(text: string): boolean {
  return setLine.test(text);
}

/** `set network ike …`, `set template T config network tunnel ipsec …`. */
function noteSet(tree: Tree, text: string, line: TextLine): void {
  const at = setLine.exec(text)?.[0].length ?? 0;
  for (const path of setPaths(text.slice(at))) put(tree, path, line);
}

type XmlState = { readonly stack: string[] };

const relevant = (path: readonly string[]): boolean => path.length > 1 && (path[0] === 'ike' || path[0] === 'tunnel');

/** Names of `entry` stand for themselves, `member` for its text; only what is below the last `network` counts. */
function below(stack: readonly string[]): string[] {
  return stack.slice(stack.lastIndexOf('network') + 1).filter((word) => word !== 'member');
}

/** One line of XML; true when something of it belongs to the IPsec configuration. */
function noteXml(tree: Tree, state: XmlState, line: TextLine): boolean {
  let hit = false;
  const note = (more: readonly string[]): void => {
    if (!state.stack.includes('network')) return;
    const path = [...below(state.stack), ...more];
    if (!relevant(path)) return;
    put(tree, path, line);
    hit = true;
  };
  for (const [, closing, name, attributes, single, text] of line.text
    .slice(0, 100_000)
    .matchAll(/<(\/?)([A-Za-z][\w.-]{0,80})([^<>]{0,1000}?)(\/?)>|([^<\r\n]{1,2000})/g)) {
    if (text !== undefined) {
      if (text.trim() !== '') note([decodeReferences(text.trim())]);
    } else if (closing === '/') {
      note([]);
      state.stack.pop();
    } else {
      const entry = /\bname=(?:"([^"]{0,200})"|'([^']{0,200})')/.exec(attributes ?? '');
      state.stack.push(name === 'entry' && entry !== null ? decodeReferences(entry[1] ?? entry[2] ?? '') : name!);
      if (state.stack.length > 200) state.stack.length = 0;
      note([]);
      if (single === '/') state.stack.pop();
    }
  }
  return hit;
}

/** IPsec in a configuration of PAN-OS or Panorama, as `set` commands or as XML. */
export function configReader(): DeviceReader {
  const tree = newTree();
  const held: TextLine[] = [];
  const xml: XmlState = { stack: [] };
  const hold = (line: TextLine): readonly NewRecord[] => {
    if (held.length >= maxHeld) return [plainRecord(line)];
    held.push(line);
    return [];
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const text = withoutPrompt(line.text.trim());
    if (setLine.test(text)) {
      noteSet(tree, text, line);
      return hold(line);
    }
    if (!/^\s{0,400}</.test(line.text)) return null;
    return noteXml(tree, xml, line) ? hold(line) : [plainRecord(line)];
  };
  return { take, finish: () => tunnelRecords(tree, held) };
}
