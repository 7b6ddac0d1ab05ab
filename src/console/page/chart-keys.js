const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** Moves through the days of a chart as the ARIA practices for sliders say; gives what listens to its keys. */
export function chartKeys(chart) {
  return (event) => {
    const target = targetOf(chart, event.key);
    if (target === undefined) return;
    event.preventDefault();
    chart.pointAt(Math.min(chart.count - 1, Math.max(0, target)));
  };
}

function targetOf({ count, index }, key) {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : index + step;
}
