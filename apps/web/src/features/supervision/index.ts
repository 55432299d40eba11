export { Supervision } from './supervision.tsx';
