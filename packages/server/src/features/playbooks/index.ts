export { registerPlaybooks } from './register-playbooks.ts'
export { playbookOf } from './store.ts'
