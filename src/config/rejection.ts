/** Why a text cannot be used: a sentence that goes on after the place, and what may be shown of the text. */
export class Rejection {
  constructor(
    readonly message: string,
    readonly given?: string,
  ) {}
}

export type TextParser<Value> = (text: string) => Value | Rejection;
