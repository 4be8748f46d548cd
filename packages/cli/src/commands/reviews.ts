import { Command } from 'commander'
import type { ReviewsFlags } from '../reviews/print-reviews.ts'

export function reviewsCommand(): Command {
  const reviews = new Command('reviews').description(
    'Reviews: what waits, what comes and what was missed; and the pack of one.',
  )
  reviews
    .command('list')
    .description('Lists the reviews of one workflow, or of all: what waits first, then what comes.')
    .argument('[workflow]', 'the workflow, like billing-replies; left out, all of them')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else DAYSHIFT_KEY')
    .option('--json', "print the server's own answer")
    .addHelpText('after', '\nExample:\n  dayshift reviews list billing-replies --server http://127.0.0.1:4700')
    .exitOverride()
    .action(async (workflow: string | undefined, flags: ReviewsFlags) => {
      const { printReviews } = await import('../reviews/print-reviews.ts')
      await printReviews(workflow ?? null, flags)
    })
  reviews
    .command('pack')
    .description('Prints the pack of a review as Markdown, with what was said of it; --json as it was signed.')
    .argument('<id>', 'the id of the review, as "dayshift reviews list --json" tells it')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else DAYSHIFT_KEY')
    .option('--json', "print the server's own answer")
    .addHelpText('after', '\nExample:\n  dayshift reviews pack ID --server http://127.0.0.1:4700 > review.md')
    .exitOverride()
    .action(async (id: string, flags: ReviewsFlags) => {
      const { printPack } = await import('../reviews/print-reviews.ts')
      await printPack(id, flags)
    })
  return reviews
}
