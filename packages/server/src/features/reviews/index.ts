export { registerReviews } from './register-reviews.ts'
export { reviewSweep } from './review-sweep.ts'
