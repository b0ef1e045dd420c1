/** Columns of the list, in order; their words are `viewer.column.<id>`. */
export const columnIds = ['time', 'level', 'source', 'what', 'code', 'who'] as const;
export type ColumnId = (typeof columnIds)[number];

/** Widths that a person chose, in CSS pixels; null and absent columns have their own. */
export type ColumnWidths = Readonly<Partial<Record<ColumnId, number | null>>>;

/** Null: takes what the others leave. */
export const defaultWidths: Readonly<Record<ColumnId, number | null>> = {
  time: 188,
  level: 104,
  source: 150,
  what: null,
  code: 176,
  who: 140,
};

/** On a narrow window the columns that say least give way first; of the level its sign is left. */
const narrowWidths: Readonly<Record<ColumnId, number | null>> = { time: 184, level: 32, source: 88, what: null, code: 84, who: 84 };
const narrowBelow = 900;

export const leastWidth = 48;
const leastFlexible = 140;

function widthOf(column: ColumnId, widths: ColumnWidths, listWidth: number): number | null {
  return widths[column] ?? (listWidth < narrowBelow ? narrowWidths : defaultWidths)[column];
}

/** True when the column of the level has room for its sign only. */
export function isLevelSignOnly(widths: ColumnWidths, listWidth: number): boolean {
  return (widthOf('level', widths, listWidth) ?? 0) < leastWidth;
}

/** The columns as `grid-template-columns`. When no column is flexible any more, the last one takes the rest. */
export function gridTemplate(widths: ColumnWidths, listWidth: number): string {
  const sizes = columnIds.map((column) => widthOf(column, widths, listWidth));
  const isFixed = sizes.every((size) => size !== null);
  return sizes
    .map((size, i) => {
      if (size === null) return `minmax(${leastFlexible}px, 1fr)`;
      return isFixed && i === sizes.length - 1 ? `minmax(${size}px, 1fr)` : `${size}px`;
    })
    .join(' ');
}

/** The least width of a row: below it the list scrolls sideways. */
export function leastRowWidth(widths: ColumnWidths, listWidth: number): number {
  return columnIds.reduce((sum, column) => sum + (widthOf(column, widths, listWidth) ?? leastFlexible), 0);
}
