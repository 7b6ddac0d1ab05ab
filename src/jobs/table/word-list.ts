/** Words that many jobs share: each is held once, and known by its place. */
export class WordList<Word> {
  readonly words: Word[] = [];
  private readonly places = new Map<unknown, number>();

  /** `keyOf` tells words apart that are no texts. */
  constructor(private readonly keyOf: (word: Word) => unknown = (word) => word) {}

  /** The place of a word, which is taken in when it is new. */
  placeOf(word: Word): number {
    const key = this.keyOf(word);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.words.length);
    return this.words.push(word) - 1;
  }
}
