# frozen_string_literal: true

# Threads as trees, made in one pass each: in Liquid alone, finding the replies of a comment means looking at them all.
class Threads < Jekyll::Generator
  def generate(site)
    (site.data["comments"] || {}).transform_values! do |comments|
      by_id = comments.to_h { |comment| [comment["id"], comment] }
      top = []
      comments.each do |comment|
        comment["replies"] = []
        (comment["parent"] ? by_id[comment["parent"]]["replies"] : top) << comment
      end
      { "count" => comments.size, "replies" => top }
    end
  end
end
