export { ScoresLanding } from './landing.tsx';
export { PreviewPage } from './preview.tsx';
export { Scores } from './scores.tsx';
export { AnyUnitPage } from './unit-page.tsx';
