# frozen_string_literal: true

# The pages of listings: of the home page, of each tag and of each category.
class Listings < Jekyll::Generator
  def generate(site)
    @site = site
    paginate("", "", nil, site.posts.docs.reverse)
    { "tags" => site.tags, "categories" => site.categories }.each do |taxonomy, terms|
      terms.each do |name, posts|
        paginate("#{taxonomy}/#{Jekyll::Utils.slugify(name)}", name, taxonomy, posts.sort.reverse)
      end
    end
  end

  def paginate(folder, title, taxonomy, posts)
    groups = posts.each_slice(@site.config["per_page"]).to_a
    groups.each_with_index do |group, index|
      page = Jekyll::PageWithoutAFile.new(@site, @site.source, path(folder, index), "index.html")
      page.data.merge!(
        "layout" => "listing", "title" => title, "taxonomy" => taxonomy, "posts" => group, "total" => posts.size,
        "number" => index + 1, "count" => groups.size,
        "newer" => index.positive? ? address(folder, index - 1) : nil,
        "older" => index + 1 < groups.size ? address(folder, index + 1) : nil
      )
      @site.pages << page
    end
  end

  def path(folder, index)
    index.zero? ? folder : File.join(folder, "page", (index + 1).to_s)
  end

  def address(folder, index)
    File.join("/", path(folder, index), "/")
  end
end
