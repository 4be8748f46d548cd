export { registerReviews } from './register-reviews.ts'
export { nextReview } from './next-review.ts'
export { reviewSweep } from './review-sweep.ts'
