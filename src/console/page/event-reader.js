/** Reads Server-Sent Events out of a body as it comes in, HTML standard section 9.2.6; each with type, id and data. */
export async function* eventsIn(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  // oxlint-disable-next-line no-await-in-loop -- Pieces come one after the other.
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (rest + piece.value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block) {
  const event = { type: '', id: undefined, data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('event:')) event.type = value;
    else if (line.startsWith('id:')) event.id = value;
    else if (line.startsWith('data:')) event.data += value;
  }
  return event;
}
