// room-order: nothing imports a room at the top.
export { redactEvidence } from '../redaction/index.ts';
