export { InstitutionPage } from './institution.tsx';
export { PersonPage } from './person.tsx';
export { Summary } from './summary.tsx';
export { Supervision } from './supervision.tsx';
export { Worklist } from './worklist.tsx';
