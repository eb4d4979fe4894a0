// room-order: nothing imports a room at the top.
export { getStory } from '../story/index.ts';
