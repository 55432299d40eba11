export { type Acknowledgement, acknowledgeWarnings, listAcknowledgements } from './acknowledgements.ts';
export { openState, type State } from './open.ts';
