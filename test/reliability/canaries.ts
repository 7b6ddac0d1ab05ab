/** Every way in which a secret could be written into a text. */
function writings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Base64 of a longer text shows a part of it in one of three ways, by where it begins.
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...inBase64,
    ...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** Which of the secrets stand in the text, whatever way they are written; letter case does not hide one. */
export function secretsIn(text: string, secrets: Iterable<string>): string[] {
  const searched = text.toLowerCase();
  return [...new Set(secrets)].filter((secret) =>
    writings(secret).some((writing) => searched.includes(writing.toLowerCase())),
  );
}
