import type { Figure } from './figures.ts';
import { measurePetShop } from './suspect-petshop.ts';
import { measureSpeed } from './suspect-speed.ts';

export async function* measure(): AsyncIterable<Figure> {
  yield* measurePetShop();
  yield* measureSpeed();
}
