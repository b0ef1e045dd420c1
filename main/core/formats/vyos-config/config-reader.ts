import { newTree, put, setPaths } from '../device-text/config-tree.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { withoutPrompt } from '../device-text/readers.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { tunnelRecords } from './config-tunnels.ts';

const setLine = /^set vpn ipsec (?=(?:site-to-site peer|ike-group|esp-group) )/;
const maxHeld = 50_000;
const maxDepth = 40;

export function isSetLine(text: string): boolean {
  return setLine.test(text);
}

/** Reads both forms into one tree: every `set` is a path of words, and so is every line within braces. */
export function configReader(): DeviceReader {
  const tree = newTree();
  const held: TextLine[] = [];
  let stack: string[][] | null = null;
  const hold = (line: TextLine): readonly NewRecord[] => {
    if (held.length >= maxHeld) return [plainRecord(line)];
    held.push(line);
    return [];
  };
  const inBraces = (line: TextLine, text: string): readonly NewRecord[] => {
    if (stack === null) return [plainRecord(line)];
    const opens = text.endsWith('{');
    const [words = []] = setPaths(opens ? text.slice(0, -1) : text);
    const path = [...stack.flat(), ...words];
    const at = path.indexOf('ipsec');
    if (text === '}') stack.pop();
    else if (at >= 0) put(tree, path.slice(at + 1), line);
    if (opens && stack.length < maxDepth) stack.push(words);
    if (stack.length === 0) stack = null;
    return hold(line);
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const text = withoutPrompt(line.text.trim());
    if (setLine.test(text)) {
      for (const path of setPaths(text.slice(setLine.exec(text)![0].length))) put(tree, path, line);
      return hold(line);
    }
    if (stack === null && text === 'vpn {') {
      stack = [['vpn']];
      return [plainRecord(line)];
    }
    return stack === null ? null : inBraces(line, text);
  };
  return { take, finish: () => tunnelRecords(tree, held) };
}
