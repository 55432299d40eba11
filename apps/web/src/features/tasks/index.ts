export { GivePage } from './give.tsx';
export { SchedulePage } from './schedule.tsx';
export { TaskListPage } from './task-list-page.tsx';
export { Tasks } from './tasks.tsx';
