/** Roles of a table of which only the rows on the screen exist: table elements would lay out and count what is there. */
export const gridRoles = { row: 'row', cell: 'gridcell', heading: 'columnheader', body: 'rowgroup' } as const;
