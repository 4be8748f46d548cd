export { announce, notify } from './notify.ts'
