export { registerPlaybooks } from './register-playbooks.ts'
export { playbookOf, playbooksOf } from './store.ts'
