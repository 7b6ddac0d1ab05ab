import { byId, element } from './element.js';
import { countText, dateText, percentText, sizeText, spanText } from './words.js';

/** The numbers of the selection, as the summary has them. */
export function showFigures({ totalJobs, successRate, byStatus, backupSizeBytes, durationSeconds, window }) {
  const figures = [
    ['Success rate', percentText(successRate), 'success-rate'],
    ['Jobs', countText(totalJobs), 'total-jobs'],
    ['Failed', countText(byStatus.failed), 'failed'],
    ['With exceptions', countText(byStatus.finishedWithException), 'exceptions'],
    ['Running', countText(byStatus.inProgress), 'running'],
    ['Backed up', sizeText(backupSizeBytes), 'size'],
    ['95 % done within', spanText(durationSeconds.p95), 'duration'],
  ];
  byId('figures').replaceChildren(
    ...figures.map(([name, text, key]) =>
      element('div', { class: 'card' }, element('dt', {}, name), element('dd', { 'data-figure': key }, text)),
    ),
  );
  byId('window').textContent =
    `${dateText(window.from.slice(0, 10))} to ${dateText(window.to.slice(0, 10))}, UTC`;
}
