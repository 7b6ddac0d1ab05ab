const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Moves focus between the cells of a table as the ARIA practices for grids say; one cell at a time is in the tab order. */
export function moveInGrid(table, event) {
  const target = targetOf(table, event);
  if (target === undefined) return;
  event.preventDefault();
  for (const cell of table.querySelectorAll('td[tabindex="0"]')) cell.tabIndex = -1;
  target.tabIndex = 0;
  target.focus();
}

function targetOf(table, { key, target, ctrlKey }) {
  const cell = target.closest('td');
  if (cell === null) return undefined;
  const row = cell.parentElement;
  if (key === 'Home') return (ctrlKey ? table.tBodies[0].rows[0] : row).cells[1];
  if (key === 'End') return [...(ctrlKey ? [...table.tBodies[0].rows].at(-1) : row).cells].at(-1);
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const next = table.rows[row.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]];
  return next?.tagName === 'TD' ? next : undefined;
}
