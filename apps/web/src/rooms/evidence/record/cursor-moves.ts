/**
 * A place in the record for the keyboard cursor: a row of the list, or one of its opened replies
 * (-1: the row itself).
 */
export interface Place {
  index: number;
  reply: number;
}

export interface ListShape {
  total: number;
  isHidden: (index: number) => boolean;
  repliesOf: (index: number) => number;
}

export function moveForward(place: Place, ground: ListShape): Place {
  if (place.reply + 1 < ground.repliesOf(place.index))
    return { index: place.index, reply: place.reply + 1 };
  for (let index = place.index + 1; index < ground.total; index += 1)
    if (!ground.isHidden(index)) return { index, reply: -1 };
  return place;
}

export function moveBackward(place: Place, ground: ListShape): Place {
  if (place.reply >= 0) return { index: place.index, reply: place.reply - 1 };
  for (let index = place.index - 1; index >= 0; index -= 1)
    if (!ground.isHidden(index)) return { index, reply: ground.repliesOf(index) - 1 };
  return place;
}

export function moveBy(place: Place, by: number, ground: ListShape): Place {
  let at = place;
  for (let n = 0; n < Math.abs(by); n += 1)
    at = by > 0 ? moveForward(at, ground) : moveBackward(at, ground);
  return at;
}

/** The nearest valid place after the list has changed. */
export function toNearestPlace(place: Place, ground: ListShape): Place {
  const index = Math.max(0, Math.min(ground.total - 1, place.index));
  if (!ground.isHidden(index))
    return { index, reply: Math.min(place.reply, ground.repliesOf(index) - 1) };
  const before = moveBackward({ index, reply: -1 }, ground);
  return ground.isHidden(before.index)
    ? moveForward({ index, reply: -1 }, ground)
    : { index: before.index, reply: -1 };
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.index === b.index && a.reply === b.reply;
}
