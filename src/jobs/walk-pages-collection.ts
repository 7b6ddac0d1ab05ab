import type { JobsPage } from './read-jobs-answer.js';

/** Tells records apart; undefined for one that has nothing to be told apart by. */
export type KeyOf<Row> = (record: Row) => string | undefined;

/** What one walk has gathered so far: each key once, the later record winning, and all records without a key. */
export class PageCollection<Row> {
  readonly keyed = new Map<string, Row>();
  readonly keyless: Row[] = [];
  private readonly totals: number[] = [];
  private repeatsWithinPages = 0;
  private repeatsAcrossPages = 0;
  private hasPageWithoutNews = false;

  constructor(private readonly keyOf: KeyOf<Row>) {}

  /** Takes a page in and says whether it brought a key not seen before. */
  add(page: JobsPage<Row>): boolean {
    const sizeBefore = this.keyed.size;
    const seenInPage = new Set<string>();
    for (const record of page.records) this.addRecord(record, seenInPage);
    if (page.total !== null) this.totals.push(page.total);

    const isNews = this.keyed.size > sizeBefore;
    if (!isNews && page.records.length > 0) this.hasPageWithoutNews = true;
    return isNews;
  }

  /** The newest total that a page announced. */
  get total(): number | null {
    return this.totals.at(-1) ?? null;
  }

  get isTotalStable(): boolean {
    return this.totals.every((total) => total === this.totals[0]);
  }

  /** What is known of the number of jobs: announced or gathered, whichever is more. */
  get size(): number {
    return Math.max(this.keyed.size + this.keyless.length, this.total ?? 0);
  }

  /** True when nothing hints that the list changed while it was read, or that the upstream left something out. */
  get isConsistent(): boolean {
    const { total } = this;
    // Without a total only pages that never overlap show that no row moved from one to another in between.
    if (total === null) return this.repeatsAcrossPages === 0 && !this.hasPageWithoutNews;
    const gathered = this.keyed.size + this.keyless.length;
    // Rows that the upstream itself doubles within one page may or may not be part of its total.
    return this.isTotalStable && (gathered === total || gathered + this.repeatsWithinPages === total);
  }

  private addRecord(record: Row, seenInPage: Set<string>): void {
    const key = this.keyOf(record);
    if (key === undefined) {
      this.keyless.push(record);
      return;
    }
    if (seenInPage.has(key)) this.repeatsWithinPages += 1;
    else if (this.keyed.has(key)) this.repeatsAcrossPages += 1;
    seenInPage.add(key);
    this.keyed.set(key, record);
  }
}
